/// A small HTTP/1.1 server, and what it answers: how the daemon is, and what routes and peers it
/// has. Its contract is docs/http.md. [dev.evpnd.speaker.http.Paths] has a line for each path.
///
/// It has a loop of its own, and each answer is made on a virtual thread: whoever asks costs
/// neither peers nor routes anything but the questions of [dev.evpnd.speaker.query.Inspection]. It
/// reads and changes nothing by itself; a request with a body has no place here.
@NullMarked
package dev.evpnd.speaker.http;

import org.jspecify.annotations.NullMarked;
