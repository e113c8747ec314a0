sketchroom_test(tst_rooms_outlive rooms_outlive.cpp sketchroom_app sketchroom_test_support LABELS integration)
add_dependencies(tst_rooms_outlive sketchroom-server)
sketchroom_test(tst_client_killed client_killed.cpp sketchroom_app sketchroom_test_support LABELS integration)
add_dependencies(tst_client_killed sketchroom sketchroom-server)
# The pointer and the keyboard are one for all windows of a screen.
set_tests_properties(tst_client_killed PROPERTIES RUN_SERIAL ON)
sketchroom_test(tst_rooms_packed rooms_packed.cpp sketchroom_app sketchroom_test_support LABELS integration)
add_dependencies(tst_rooms_packed sketchroom-server)
