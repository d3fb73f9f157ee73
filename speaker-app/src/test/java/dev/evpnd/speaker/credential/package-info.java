@NullMarked
package dev.evpnd.speaker.credential;

import org.jspecify.annotations.NullMarked;
