package dev.evpnd.speaker.shell;

import org.jspecify.annotations.Nullable;

/// ^C, which ends an answer, and may come when the question is on its way and there is no answer to
/// be ended yet.
final class Interruption {
    private volatile boolean hasCome;
    private volatile @Nullable Answer answer;

    /// Called on any thread.
    void come() {
        hasCome = true;
        var toBeEnded = answer;
        if (toBeEnded != null) {
            toBeEnded.abandon();
        }
    }

    /// This is what it ends, if it has not come already, and then at once.
    void ends(Answer current) {
        answer = current;
        if (hasCome) {
            current.abandon();
        }
    }
}
