@NullMarked
package dev.evpnd.speaker.config;

import org.jspecify.annotations.NullMarked;
