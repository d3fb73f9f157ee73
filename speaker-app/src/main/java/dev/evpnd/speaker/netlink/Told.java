package dev.evpnd.speaker.netlink;

/// What a message of the kernel comes to.
sealed interface Told {

    record Event(KernelEvent event) implements Told {}

    /// Something is different with a device, and the message does not say all of it.
    record LinkChanged(int index) implements Told {}

    /// Something is different with the VLANs of a port, and the message does not say all of it.
    record VlansChanged() implements Told {}

    /// The message is not as it has to be.
    record Faulty(int type, String fault) implements Told {}

    /// The message is about nothing that is asked for here.
    record Nothing() implements Told {}
}
