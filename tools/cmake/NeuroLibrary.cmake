# How libraries and tests of this project are declared.

# What the thread sanitizer watches, in a build for it: a target, or these sources of one that sees MLIR. Passes
# are not among them: they work on one MLIR context, which is one thread's, and so are as in any other build.
#   neuro_watch_threads(target [sources…])
function(neuro_watch_threads target)
  if(NOT NEURO_SANITIZE STREQUAL "thread")
    return()
  endif()
  set(flags -O1 -gline-tables-only -fsanitize=thread -fno-omit-frame-pointer)
  if(ARGN)
    set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS "${flags}" SKIP_PRECOMPILE_HEADERS ON)
  else()
    target_compile_options(${target} PRIVATE ${flags})
  endif()
endfunction()

# A library free of LLVM and MLIR (lang/ without import/, runtime/ without jit/).
#   neuro_add_library(name SOURCES… [LINK …] [EXCEPTIONS])
function(neuro_add_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_LINK})
  neuro_watch_threads(${name})
endfunction()

# A library that sees MLIR. All share one precompiled header and its flags.
#   neuro_add_mlir_library(name SOURCES… [LINK …] [DEPENDS tablegen-target…])
function(neuro_add_mlir_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  neuro_mlir_flags(${name})
  target_link_libraries(${name} PUBLIC ${ARG_LINK} MLIR LLVM)
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
  target_precompile_headers(${name} REUSE_FROM neuro_mlir_pch)
endfunction()

function(neuro_mlir_flags name)
  llvm_update_compile_flags(${name})
  # Programs share the libraries' precompiled header, so they need its -fPIC.
  get_target_property(type ${name} TYPE)
  if(type STREQUAL EXECUTABLE)
    set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${name} PRIVATE -fPIC)
  endif()
  target_include_directories(${name} SYSTEM PRIVATE ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
endfunction()

# The one precompiled header: MLIR's heavy headers, none of ours.
add_library(neuro_mlir_pch STATIC ${CMAKE_SOURCE_DIR}/tools/cmake/Precompiled.cpp)
neuro_mlir_flags(neuro_mlir_pch)
target_precompile_headers(neuro_mlir_pch PRIVATE ${CMAKE_SOURCE_DIR}/tools/cmake/Precompiled.h)

# A GoogleTest program, run by `ctest`.
#   neuro_add_test(name SOURCES… LINK … [MLIR])
function(neuro_add_test name)
  cmake_parse_arguments(ARG "MLIR" "" "SOURCES;LINK;DEPENDS" ${ARGN})
  find_package(GTest REQUIRED)
  add_executable(${name} ${ARG_SOURCES})
  if(ARG_MLIR)
    neuro_mlir_flags(${name})
    target_link_libraries(${name} PRIVATE ${ARG_LINK} MLIR LLVM)
    target_precompile_headers(${name} REUSE_FROM neuro_mlir_pch)
  else()
    target_link_libraries(${name} PRIVATE ${ARG_LINK})
    neuro_watch_threads(${name})
  endif()
  target_link_libraries(${name} PRIVATE GTest::gtest GTest::gtest_main Threads::Threads)
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
  add_test(NAME ${name} COMMAND ${name})
  # Compiled code of tests is not kept among the user's.
  set_tests_properties(${name} PROPERTIES
    ENVIRONMENT NEURO_CACHE_DIR=${CMAKE_BINARY_DIR}/test/cache)
  set_property(GLOBAL APPEND PROPERTY NEURO_TEST_PROGRAMS ${name})
endfunction()
