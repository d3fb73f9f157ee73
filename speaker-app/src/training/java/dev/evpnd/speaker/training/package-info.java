/// What the JVM learns from before it is used: a reflector that does its work once at build time,
/// so that its classes are read and its hot methods known when it starts in earnest (JEP 483, 515).
@NullMarked
package dev.evpnd.speaker.training;

import org.jspecify.annotations.NullMarked;
