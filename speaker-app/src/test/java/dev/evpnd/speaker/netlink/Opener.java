package dev.evpnd.speaker.netlink;

import java.io.IOException;

/// Opens the kernel and prints why it could not, for [OpeningTest].
final class Opener {
    private Opener() {}

    public static void main(String[] arguments) {
        try (var kernel = LinuxKernel.open(new NetworkNamespace.Own())) {
            System.out.println("opened " + kernel.counters());
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
