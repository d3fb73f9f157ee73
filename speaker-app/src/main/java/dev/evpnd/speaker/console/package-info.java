/// What a person can tell a running daemon, in the words of a router's shell, and what it answers:
/// the list of commands, and the one place where a line becomes one of them.
///
/// Texts are FRR's where FRR has the command; the package `show` writes them. How lines come here,
/// and how answers are shown on a terminal, is others' business.
@NullMarked
package dev.evpnd.speaker.console;

import org.jspecify.annotations.NullMarked;
