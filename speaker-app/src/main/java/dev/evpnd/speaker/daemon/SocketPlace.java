package dev.evpnd.speaker.daemon;

import dev.evpnd.speaker.admin.UsualDirectory;
import dev.evpnd.speaker.telemetry.FileFault;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Where the socket of a daemon is to be: where the environment says; else in its state directory;
/// where it has none, in the usual place, if no other daemon has that.
///
/// @param directory null where there is none
/// @param asked how a daemon that has its socket there is asked; or why it cannot be
/// @param lock null where the state directory's is enough
record SocketPlace(@Nullable Path directory, String asked, @Nullable DirectoryLock lock)
        implements AutoCloseable {

    static SocketPlace of(Optional<StateDirectory> state) {
        return UsualDirectory.isNamed()
                ? usual()
                : state.map(StateDirectory::path)
                        .map(SocketPlace::in)
                        .orElseGet(SocketPlace::usual);
    }

    private static SocketPlace in(Path state) {
        return new SocketPlace(
                state, "ask it with: evpnd show peers --state-dir " + state.toAbsolutePath(), null);
    }

    /// It does its work whether or not anybody can ask about it.
    private static SocketPlace usual() {
        var usual = UsualDirectory.find();
        if (usual.isEmpty()) {
            return nowhere("XDG_RUNTIME_DIR is not set");
        }
        try {
            return DirectoryLock.take(usual.get())
                    .map(
                            lock ->
                                    new SocketPlace(
                                            lock.directory(),
                                            "ask it with: evpnd show peers",
                                            lock))
                    .orElseGet(() -> nowhere("another evpnd has " + usual.get()));
        } catch (IOException unusable) {
            return nowhere(FileFault.text(unusable));
        }
    }

    private static SocketPlace nowhere(String why) {
        return new SocketPlace(null, why + ": to be asked, it needs a --state-dir", null);
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
