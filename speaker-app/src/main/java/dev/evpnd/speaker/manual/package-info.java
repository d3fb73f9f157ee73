/// What the program says of itself, for a manual: its subcommands and options, the commands of its
/// shell, the keys of its configuration, and the pages for `man` that are made of them.
///
/// Nothing is said here that the definitions of commands, options and keys say already.
@NullMarked
package dev.evpnd.speaker.manual;

import org.jspecify.annotations.NullMarked;
