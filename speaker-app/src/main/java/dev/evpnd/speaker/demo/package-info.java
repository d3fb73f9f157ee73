/// `evpnd demo`: a fabric that comes up, is shown what it can do, and goes again.
@NullMarked
package dev.evpnd.speaker.demo;

import org.jspecify.annotations.NullMarked;
