/// What is known of routes and peers, as FRR 10.7 shows it: the same text, character for character,
/// and the same JSON. docs/compat.md says of each command whether it is so.
///
/// Pure: values in, text out. What is asked for, and where the text goes, is others' business.
@NullMarked
package dev.evpnd.speaker.show;

import org.jspecify.annotations.NullMarked;
