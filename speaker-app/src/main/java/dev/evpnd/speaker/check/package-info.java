/// `evpnd check`: a configuration file is read and its faults are told; nothing else happens.
@NullMarked
package dev.evpnd.speaker.check;

import org.jspecify.annotations.NullMarked;
