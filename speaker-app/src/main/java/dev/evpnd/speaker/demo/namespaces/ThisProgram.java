package dev.evpnd.speaker.demo.namespaces;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How this program was started, so that it can be once more.
final class ThisProgram {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private ThisProgram() {}

    /// The same program on the same JVM with other arguments.
    ///
    /// @param own the arguments that this one was started with
    static List<String> with(List<String> own, List<String> arguments) throws IOException {
        var words = List.of(Files.readString(COMMAND_LINE, StandardCharsets.UTF_8).split("\0", -1));
        // Behind the last word there is a NUL, too.
        int jvm = words.size() - 1 - own.size();
        if (jvm < 1 || !words.subList(jvm, words.size() - 1).equals(own)) {
            throw new IOException("this program was not started by its own command line");
        }
        var command = new ArrayList<>(words.subList(0, jvm));
        command.addAll(arguments);
        return command;
    }
}
