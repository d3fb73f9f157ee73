package dev.evpnd.testbed.bench;

import dev.evpnd.testbed.host.Waiting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/// What a load generator is told of the reflector, by a file: the generator is there first.
///
/// @param pid the reflector's process
/// @param begin when it was started, by the machine's monotonic clock
record Started(long pid, long begin) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// The file is written whole before it has its name.
    void tell(Path file) {
        try {
            var text =
                    Files.writeString(
                            file.resolveSibling(file.getFileName() + ".new"),
                            "%d %d".formatted(pid, begin));
            Files.move(text, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A reflector may listen before the file that tells of it is there.
    static Started await(Path file) throws IOException {
        Waiting.until(LIMIT, () -> Files.exists(file));
        var words = Files.readString(file).split(" ", -1);
        return new Started(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }
}
