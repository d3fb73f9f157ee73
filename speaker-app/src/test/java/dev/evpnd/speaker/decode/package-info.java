/// Tests of `evpnd decode`. `golden.txt` beside them is the contract line by line.
@NullMarked
package dev.evpnd.speaker.decode;

import org.jspecify.annotations.NullMarked;
