# Runs ANTLR on GRAMMAR in the folder WORK and copies the lexer and parser to
# GENERATED, or with CHECK fails when those there differ.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
# Beside the grammar: the generated files name it as the tool was called.
file(COPY ${GRAMMAR} DESTINATION ${WORK})
execute_process(
  COMMAND ${ANTLR} -encoding utf-8 -Dlanguage=Cpp -no-visitor -no-listener
          -package neuro::antlr -o generated Neuro.g4
  WORKING_DIRECTORY ${WORK} RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "antlr4 failed")
endif()
foreach(name NeuroLexer.h NeuroLexer.cpp NeuroParser.h NeuroParser.cpp)
  if(CHECK)
    execute_process(
      COMMAND ${CMAKE_COMMAND} -E compare_files ${WORK}/generated/${name} ${GENERATED}/${name}
      RESULT_VARIABLE differs)
    if(differs)
      message(FATAL_ERROR "${name} is not what Neuro.g4 gives: build regenerate-parser")
    endif()
  else()
    file(COPY ${WORK}/generated/${name} DESTINATION ${GENERATED})
  endif()
endforeach()
