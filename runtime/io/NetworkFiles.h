//===- NetworkFiles.h - Positions and connections in files ------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `at file("…")` and `connect file("…")` read. Numbers are taken as written;
// whether they fit the network is checked when it is built.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_IO_NETWORKFILES_H
#define NEURO_RUNTIME_IO_NETWORKFILES_H

#include "runtime/core/Connectivity.h"
#include "runtime/core/Result.h"
#include "runtime/core/Simulation.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace neuro::rt {

/// x, y, z of each row. `.csv`: columns `x`, `y` and optionally `z`; `.npz`: arrays of
/// these names, or `positions` of shape (n, 2) or (n, 3).
Result<std::vector<double>> readPositions(const std::string &path);

/// `.csv`: columns `source`, `target` and optionally `weight`, `delay`; `.npz`: arrays
/// of these names; `.h5`: one edge population in the SONATA format
/// (Dai et al. 2020, PLoS Comput Biol 16:e1007696): `source_node_id`,
/// `target_node_id`, and `syn_weight` and `delay` of its group.
/// Also known: pre, post, w, source_node_id, target_node_id, syn_weight.
/// The file is read once to see that all is well, and again when its edges are wanted; it
/// must stay, as it is, for as long as the list is used.
Result<std::shared_ptr<const ListedEdges>> openEdges(const std::string &path);
/// The `.h5` of the above.
Result<std::shared_ptr<const ListedEdges>> openSonataEdges(const std::string &path);

/// `samples("file", dt=)`: one number a line or comma-separated.
Result<std::vector<double>> readSamples(const std::string &path);

/// Reads what the layouts, rules and stimuli of a network name into `options`; files
/// are named relative to `directory`.
Result<void> loadNetworkFiles(const NetworkPlan &network, const std::string &directory,
                              SimOptions &options);

struct EventExtent;
/// Why events of that extent cannot be those of a population, which has `shape`.
std::optional<Error> wrongShape(const EventExtent &extent, const std::vector<int64_t> &shape,
                                const std::string &population);

/// All recordings of a file of events (Dataset.h, openEvents), one after the other with
/// `pause` ms in between, as a SpikeFile population of that shape replays them.
Result<FileEvents> readSourceEvents(const std::string &path, const std::vector<int64_t> &shape,
                                    const std::string &population, double pause, double dt);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_IO_NETWORKFILES_H
