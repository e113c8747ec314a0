foreach(name editing_commands editing_frame editing_transform editing_zorder tools_cancel tools_conflicts tools_draw tools_meanwhile tools_select tools_text tools_viewer)
  sketchroom_test(tst_${name} ${name}.cpp sketchroom_app)
  set_tests_properties(tst_${name} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
endforeach()
