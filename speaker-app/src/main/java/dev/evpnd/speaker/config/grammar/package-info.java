/// What a file of the configuration may look like: each key with its name, its type, its default
/// and a sentence.
///
/// From these definitions come the reading of a file with all its faults at once, the JSON Schema
/// for editors and the reference in the manual. Which keys there are is not known here.
@NullMarked
package dev.evpnd.speaker.config.grammar;

import org.jspecify.annotations.NullMarked;
