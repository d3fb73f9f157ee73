package dev.evpnd.speaker.journal;

import dev.evpnd.speaker.journal.JournalRecord.What;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The file of a journal: read as a whole, written as a whole, or appended to.
record JournalFile(Path path, KernelIdentity kernel) {
    /// Of three million records; none that is written here is longer than that for the entries of a
    /// million addresses.
    private static final long MOST_OCTETS = 128L << 20;

    /// @return null where there is no file
    @Nullable Replay read() throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() > MOST_OCTETS) {
                return new Replay.Damaged("it is longer than any journal");
            }
            var octets = ByteBuffer.allocate((int) channel.size());
            while (octets.hasRemaining()) {
                if (channel.read(octets) < 0) {
                    break;
                }
            }
            return Replay.of(octets.flip(), kernel);
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    /// Has it out of the way, for somebody to look at.
    Path setAside() throws IOException {
        return Files.move(path, beside(".damaged"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /// Writes a file with nothing but these in place of what is there.
    ///
    /// @return to append to it
    FileChannel write(OwnEntries entries) throws IOException {
        var whole = beside(".new");
        var channel =
                FileChannel.open(
                        whole,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        try {
            var buffer = new RecordBuffer();
            buffer.header(kernel);
            entries.forEachPut(each -> buffer.add(What.PUT, each));
            buffer.writeTo(channel);
            Files.move(
                    whole,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return channel;
        } catch (IOException failure) {
            channel.close();
            // It would keep what little room there is.
            Files.deleteIfExists(whole);
            throw failure;
        }
    }
}
