foreach(name scene view)
  sketchroom_test(tst_gui_canvas_${name} canvas_${name}.cpp sketchroom_app LABELS gui)
endforeach()
