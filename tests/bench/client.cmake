# How fast a client is with a real server: bench_client. Needs a screen. Not run by ctest; results are in RESULTS.md.
add_executable(bench_client client.cpp)
target_link_libraries(bench_client PRIVATE sketchroom_app sketchroom_test_support)
add_dependencies(bench_client sketchroom-server)
sketchroom_setup(bench_client)
