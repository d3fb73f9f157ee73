/// What tshark reads in the messages we write, held against the records they were written from.
///
/// [dev.evpnd.it.tshark.TsharkIT] has the tests; what a record should look like in tshark's words
/// is in the classes named `...Fields`; what tshark cannot read is in
/// [dev.evpnd.it.tshark.TsharkLimit]. Other decoders, and whole speakers, are not here.
@NullMarked
package dev.evpnd.it.tshark;

import org.jspecify.annotations.NullMarked;
