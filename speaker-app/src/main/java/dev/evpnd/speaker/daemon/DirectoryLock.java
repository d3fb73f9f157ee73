package dev.evpnd.speaker.daemon;

import dev.evpnd.speaker.telemetry.FileFault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A directory that no other daemon uses as long as this one does: by its file `lock`, which has
/// the process id.
public record DirectoryLock(Path directory, FileChannel channel) implements AutoCloseable {
    private static final String LOCK = "lock";

    /// Takes a directory, which is made if need be.
    ///
    /// @return nothing if another one has it
    /// @throws IOException if it cannot be used, with the reason
    public static Optional<DirectoryLock> take(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
            return lock(directory);
        } catch (NoSuchFileException none) {
            // What is above it is there, but nothing can be made in it, as in /proc.
            throw new IOException("no directory can be made at " + directory, none);
        } catch (IOException unusable) {
            throw new IOException(
                    "cannot use the directory " + directory + ": " + FileFault.reason(unusable),
                    unusable);
        }
    }

    /// Whether a directory is one that was taken at some time.
    public static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(LOCK));
    }

    /// The file that it is.
    public Path file() {
        return directory.resolve(LOCK);
    }

    private static Optional<DirectoryLock> lock(Path directory) throws IOException {
        var channel =
                FileChannel.open(
                        directory.resolve(LOCK),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                var process = ProcessHandle.current().pid() + "\n";
                channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)));
                return Optional.of(new DirectoryLock(directory, channel));
            }
        } catch (OverlappingFileLockException ownOther) {
            // This process has it.
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
