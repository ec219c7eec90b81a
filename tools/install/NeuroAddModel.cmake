# Models compiled ahead of time become part of a target.
#
#   neuro_add_model(target model.neuro
#     [NAME name]              # symbol neuro_model_NAME, header NAME.h; default: the file's
#     [EXPERIMENT experiment…] # those it holds, which decide precision and solver; default: all
#     [CPU x86-64-v3]          # default: this machine's
#     [OPTIONS --precision f64 --looks "E.V" …])  # of `neuroc build`
#
# The object is linked into the target, NAME.h can be included, and NAME.json says what
# the model has. The target is linked with Neuro::runtime unless it is with Neuro::neuro.
function(neuro_add_model target source)
  cmake_parse_arguments(ARG "" "NAME;CPU" "EXPERIMENT;OPTIONS" ${ARGN})
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "neuro_add_model: not understood: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "neuro_add_model: there is no target ${target}")
  endif()
  get_filename_component(file "${source}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  if(NOT EXISTS "${file}")
    message(FATAL_ERROR "neuro_add_model: there is no file ${file}")
  endif()
  if(NOT ARG_NAME)
    get_filename_component(ARG_NAME "${file}" NAME_WE)
  endif()
  set(cpu)
  if(ARG_CPU)
    set(cpu --cpu "${ARG_CPU}")
  endif()
  # A folder for each target: two may have the same model with other options.
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/neuro/${target}")
  set(base "${folder}/${ARG_NAME}")
  # What a model imports stands beside it or below.
  get_filename_component(beside "${file}" DIRECTORY)
  file(GLOB imported CONFIGURE_DEPENDS "${beside}/*.neuro" "${beside}/*/*.neuro")
  add_custom_command(
    OUTPUT "${base}.o" "${base}.h" "${base}.json"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${folder}"
    COMMAND Neuro::compiler build "${file}" ${ARG_EXPERIMENT} -o "${base}" --quiet ${cpu} ${ARG_OPTIONS}
    DEPENDS "${file}" ${imported} Neuro::compiler
    COMMENT "Compiling ${source}"
    VERBATIM)
  set_source_files_properties("${base}.o" PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
  target_sources(${target} PRIVATE "${base}.o" "${base}.h")
  target_include_directories(${target} PRIVATE "${folder}")
  get_target_property(linked ${target} LINK_LIBRARIES)
  if(NOT linked MATCHES "Neuro::(neuro|runtime)")
    target_link_libraries(${target} PRIVATE Neuro::runtime)
  endif()
  target_link_libraries(${target} PRIVATE m)
endfunction()
