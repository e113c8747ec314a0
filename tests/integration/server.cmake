# The real sketchroom-server, and clients that share no code with it.
foreach(name faults fulldisk process protocol)
  sketchroom_test(tst_server_${name} server_${name}.cpp Qt6::WebSockets Qt6::Sql LABELS integration threads)
  target_compile_definitions(tst_server_${name} PRIVATE SKETCHROOM_SERVER="$<TARGET_FILE:sketchroom-server>")
  add_dependencies(tst_server_${name} sketchroom-server)
endforeach()
sketchroom_test(tst_server_times server_times.cpp sketchroom_host Qt6::WebSockets LABELS integration)
