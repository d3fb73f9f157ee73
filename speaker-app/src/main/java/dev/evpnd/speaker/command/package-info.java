/// A language of commands made of words, as router shells have them, and everything that can be
/// done with a line of it: find what it means, say what is wrong and where, and what may come next.
///
/// A [dev.evpnd.speaker.command.CommandLanguage] is declared by patterns such as `show bgp
/// neighbors [NEIGHBOR] [json]`. Every word may be shortened as long as it remains the only one
/// that it can be. What commands do is not known here.
///
/// ```
/// var language = CommandLanguage.<Action>of(vocabulary).with("show version", SHOW_VERSION);
/// language.read("sh ver"); // Reading.Command(SHOW_VERSION, …)
/// ```
@NullMarked
package dev.evpnd.speaker.command;

import org.jspecify.annotations.NullMarked;
