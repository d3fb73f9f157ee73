/// The examples of the manual's guides, run as they stand there.
@NullMarked
package dev.evpnd.it.docs;

import org.jspecify.annotations.NullMarked;
