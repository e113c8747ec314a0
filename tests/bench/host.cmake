# How fast the room host is: bench_host [DATA FOLDER]. Not run by ctest; results are recorded in RESULTS.md.
add_executable(bench_host host/latency.cpp)
target_link_libraries(bench_host PRIVATE sketchroom_common Qt6::WebSockets Qt6::Test)
target_compile_definitions(bench_host PRIVATE SKETCHROOM_SERVER="$<TARGET_FILE:sketchroom-server>")
add_dependencies(bench_host sketchroom-server)
sketchroom_setup(bench_host)

# How it gives out images: bench_host_images.
add_executable(bench_host_images host/images.cpp)
target_link_libraries(bench_host_images PRIVATE sketchroom_test_support Qt6::WebSockets Qt6::Test)
target_compile_definitions(bench_host_images PRIVATE SKETCHROOM_SERVER="$<TARGET_FILE:sketchroom-server>")
add_dependencies(bench_host_images sketchroom-server)
sketchroom_setup(bench_host_images)

# What a room's secret costs: bench_host_secrets.
add_executable(bench_host_secrets host/secrets.cpp)
target_link_libraries(bench_host_secrets PRIVATE sketchroom_host Qt6::WebSockets Qt6::Test)
target_compile_definitions(bench_host_secrets PRIVATE SKETCHROOM_SERVER="$<TARGET_FILE:sketchroom-server>")
add_dependencies(bench_host_secrets sketchroom-server)
sketchroom_setup(bench_host_secrets)
