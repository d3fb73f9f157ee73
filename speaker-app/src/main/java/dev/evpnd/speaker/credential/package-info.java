/// What whoever asks from elsewhere is shown, and has to show: a certificate with its key, and a
/// token. They come from files, which are read when the daemon begins and at each reload.
///
/// Nothing of TLS is made here but the key and what goes with it; sockets are others' business.
@NullMarked
package dev.evpnd.speaker.credential;

import org.jspecify.annotations.NullMarked;
