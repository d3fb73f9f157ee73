package dev.evpnd.speaker.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A directory that no other daemon uses as long as this one does: by its file `lock`, which has
/// the process id.
record DirectoryLock(Path directory, FileChannel channel) implements AutoCloseable {
    private static final String LOCK = "lock";

    /// Takes a directory, which is made if need be.
    ///
    /// @return nothing if another one has it
    /// @throws IOException if it cannot be used, with the reason
    static Optional<DirectoryLock> take(Path directory) throws IOException {
        Files.createDirectories(directory);
        var channel =
                FileChannel.open(
                        directory.resolve(LOCK),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException ownOther) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        channel.truncate(0);
        var process = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)));
        return Optional.of(new DirectoryLock(directory, channel));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
