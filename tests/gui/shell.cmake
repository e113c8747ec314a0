sketchroom_test(tst_gui_shell_window shell_window.cpp sketchroom_app LABELS gui)
sketchroom_test(tst_gui_shell_style shell_style.cpp sketchroom_app LABELS gui)
sketchroom_test(tst_gui_shell_rooms shell_rooms.cpp sketchroom_app LABELS gui)
sketchroom_test(tst_gui_shell_files shell_files.cpp sketchroom_app LABELS gui)
