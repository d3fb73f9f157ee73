/// How evpnd is installed.
@NullMarked
package dev.evpnd.it.install;

import org.jspecify.annotations.NullMarked;
