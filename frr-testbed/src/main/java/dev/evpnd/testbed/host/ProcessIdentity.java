package dev.evpnd.testbed.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process, told from any later one that has its id by when it started.
///
/// @param pid its id
/// @param start when it started, in ticks since the machine did
public record ProcessIdentity(long pid, long start) {
    private static final long NONE = -1;

    /// The process that has this id now.
    ///
    /// @param pid the id
    /// @return the process, which is not alive if there is none
    public static ProcessIdentity of(long pid) {
        return new ProcessIdentity(pid, startOf(pid));
    }

    /// Whether it runs. One that has ended and is not yet waited for by its parent does not.
    ///
    /// @return true if so
    public boolean isAlive() {
        return start != NONE && startOf(pid) == start;
    }

    private static long startOf(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            // Counted from behind the name, which may hold blanks: proc(5), fields 3 and 22.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields[0].equals("Z") ? NONE : Long.parseLong(fields[19]);
        } catch (IOException _) {
            return NONE;
        }
    }
}
