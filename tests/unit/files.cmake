foreach(name csscolor excalidraw excalidrawscene excalidrawwriter excalidrawkept damaged mended images sketchroom insert)
  sketchroom_test(tst_files_${name} files_${name}.cpp sketchroom_app sketchroom_test_support LABELS unit)
endforeach()
