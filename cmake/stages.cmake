# tabularium_library(<name> DIR <dir> LINK <targets…>): a static library of every .cc file directly in <dir>.
function(tabularium_library name)
  cmake_parse_arguments(ARG "" "DIR" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${ARG_DIR}/*.cc)
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC tabularium_models PRIVATE ${ARG_LINK})
endfunction()

# tabularium_test(<name> LINK <targets…>): all tests of tests/<name>/*.cc in one program, each known to CTest.
function(tabularium_test name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${name}/*.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${name} ${sources})
  target_link_libraries(test_${name} PRIVATE ${ARG_LINK} GTest::gmock GTest::gtest_main)
  target_compile_definitions(test_${name} PRIVATE TABULARIUM_SOURCE_DIR="${CMAKE_SOURCE_DIR}" TABULARIUM_BINARY="$<TARGET_FILE:tabularium>")
  add_dependencies(test_${name} tabularium)
  gtest_discover_tests(test_${name} TEST_PREFIX ${name}. DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 300
    ENVIRONMENT "TABULARIUM_DUCKDB=${TABULARIUM_TEST_TOOLS}/node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so")
endfunction()
