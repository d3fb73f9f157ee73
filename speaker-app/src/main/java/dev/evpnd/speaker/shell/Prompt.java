package dev.evpnd.speaker.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What stands before a line: the name of the host, as routers have it.
final class Prompt {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private Prompt() {}

    static String text() {
        return name() + "# ";
    }

    private static String name() {
        try {
            var name = Files.readString(HOST_NAME).strip();
            return name.isEmpty() ? "evpnd" : name;
        } catch (IOException noLinux) {
            return "evpnd";
        }
    }
}
