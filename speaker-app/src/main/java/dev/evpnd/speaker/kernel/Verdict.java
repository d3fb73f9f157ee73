package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.KernelRequest;

/// What a comparison of what is wanted with what the kernel holds comes to.
sealed interface Verdict {

    /// The kernel holds what is wanted.
    record Held() implements Verdict {}

    /// The kernel holds nothing of ours that is not wanted.
    record Clear() implements Verdict {}

    /// The kernel is to be asked for a change.
    ///
    /// @param found what is there now, in words
    record Ask(KernelRequest request, String found) implements Verdict {}

    /// Nothing is to be done for now.
    record Leave(InstallState state, String text) implements Verdict {}

    Verdict HELD = new Held();
    Verdict CLEAR = new Clear();

    String NOTHING = "nothing";
}
