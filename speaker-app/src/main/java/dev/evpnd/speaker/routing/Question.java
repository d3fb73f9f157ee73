package dev.evpnd.speaker.routing;

import dev.evpnd.rib.Rib;

/// Something to be asked of the RIB that may take longer than one slice.
public interface Question {

    /// Goes on for about a millisecond at most.
    ///
    /// @return whether it is done
    boolean goOn(Rib rib);
}
