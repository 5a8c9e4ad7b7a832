# Machine code of one object file as a C++ file with a string: cmake -DOBJDUMP=… -DOBJECT=… -DOUT=… -P listing.cmake
execute_process(COMMAND ${OBJDUMP} -d -C --no-show-raw-insn ${OBJECT} OUTPUT_VARIABLE listing COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "^.*section [^\n]*\n+" "" listing "${listing}") # where it was built is nobody's business
file(WRITE ${OUT} "#include \"mechanisms/polled_listing.h\"

std::string_view sluice::mechanisms::polledListing()
{
    return R\"__text(${listing})__text\";
}
")
