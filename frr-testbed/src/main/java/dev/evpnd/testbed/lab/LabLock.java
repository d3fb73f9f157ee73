package dev.evpnd.testbed.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// That a process is at work on a lab and no other may be. It ends with the process, however that
/// ends.
final class LabLock implements AutoCloseable {
    private final FileChannel channel;

    private LabLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock of a lab.
    ///
    /// @return the lock, or nothing if another process has it
    static Optional<LabLock> take(LabDirectory directory) {
        try {
            Files.createDirectories(directory.lock().getParent());
            var channel =
                    FileChannel.open(
                            directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            var pid = String.valueOf(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(new LabLock(channel));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The process that has the lock, as far as it has said so.
    static Optional<ProcessHandle> owner(LabDirectory directory) {
        try {
            var text = Files.readString(directory.lock(), StandardCharsets.US_ASCII);
            return text.matches("[0-9]{1,10}")
                    ? ProcessHandle.of(Long.parseLong(text))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
