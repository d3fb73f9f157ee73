/// What is held by tests of [dev.evpnd.speaker.http].
@NullMarked
package dev.evpnd.speaker.http;

import org.jspecify.annotations.NullMarked;
