package dev.evpnd.speaker.journal;

import dev.evpnd.speaker.journal.JournalRecord.What;
import dev.evpnd.speaker.telemetry.FileFault;
import dev.evpnd.speaker.telemetry.LogEvent;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// What evpnd has asked the kernel for, in memory and in a file. One thread uses it, and one
/// program the file: whoever opens it has locked the directory.
///
/// Where the file cannot be written, all else goes on: what is in memory is written as a whole as
/// soon as it can be.
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.kernel");

    /// The file's name in the state directory.
    public static final String FILE = "kernel-journal";

    /// So many records more than twice those that are needed there may be.
    private static final int SLACK = 4096;

    private static final long RETRY_MILLIS = 60_000;

    private final @Nullable JournalFile file;
    private final OwnEntries entries;
    private final RecordBuffer buffer;
    private @Nullable FileChannel channel;
    private String fault;
    private long retryAtMillis;
    private long records;

    private Journal(@Nullable JournalFile file, OwnEntries entries, String fault) {
        this.file = file;
        this.entries = entries;
        this.fault = fault;
        buffer = new RecordBuffer();
    }

    /// One that is kept in memory alone.
    ///
    /// @param why there is no file
    public static Journal inMemory(String why) {
        return new Journal(null, new OwnEntries(), why);
    }

    /// Reads what an earlier life has left, and goes on with that.
    public static Journal open(Path path, KernelIdentity kernel, long nowMillis) {
        var file = new JournalFile(path, kernel);
        Journal journal;
        try {
            journal = new Journal(file, read(file), "");
        } catch (IOException unreadable) {
            journal = new Journal(file, new OwnEntries(), FileFault.text(unreadable));
            LogEvent.warn(LOG, "journal.unreadable").with("error", journal.fault).write();
        }
        journal.rewrite(nowMillis);
        return journal;
    }

    /// Why nothing can be known from a file of what was made in this kernel.
    ///
    /// @return nothing where it can
    public static Optional<String> refusal(Path path, KernelIdentity kernel) throws IOException {
        return switch (new JournalFile(path, kernel).read()) {
            case null -> Optional.of("there is none");
            case Replay.Of _ -> Optional.empty();
            case Replay.Foreign(var why) -> Optional.of(why);
            case Replay.Damaged(var why) -> Optional.of(why);
        };
    }

    private static OwnEntries read(JournalFile file) throws IOException {
        var replay = file.read();
        return switch (replay) {
            case null -> new OwnEntries();
            case Replay.Of(var entries, _) -> entries;
            case Replay.Foreign(var why) -> {
                LogEvent.info(LOG, "journal.void").with("reason", why).write();
                yield new OwnEntries();
            }
            case Replay.Damaged(var why) -> {
                var aside = file.setAside();
                LogEvent.warn(LOG, "journal.damaged")
                        .with("reason", why)
                        .with("aside", aside)
                        .write();
                yield new OwnEntries();
            }
        };
    }

    /// What is live.
    public OwnEntries entries() {
        return entries;
    }

    /// Why nothing outlasts this life; empty where it does.
    public String fault() {
        return fault;
    }

    // What is written down. It is with the system behind [#flush].

    /// The kernel is about to be asked for an entry.
    ///
    /// @return whether that is news, so that a refusal would be, too
    public boolean put(OwnEntry entry) {
        boolean isNews = entries.put(entry);
        if (isNews) {
            note(What.PUT, entry);
        }
        return isNews;
    }

    /// The kernel did not do what it was asked for last about an entry, which was news.
    public void refused(OwnEntry entry) {
        if (entries.refused(entry)) {
            note(What.REFUSED, entry);
        }
    }

    /// An entry is gone, or another's.
    public void remove(OwnEntry entry) {
        if (entries.remove(entry)) {
            note(What.REMOVED, entry);
        }
    }

    /// A device is gone.
    public void forget(int device) {
        if (entries.forget(device)) {
            note(What.DEVICE_GONE, JournalRecord.deviceGone(device).entry());
        }
    }

    private void note(What what, OwnEntry entry) {
        if (channel != null) {
            buffer.add(what, entry);
            records++;
        }
    }

    /// Has what was written down outlast this program.
    public void flush(long nowMillis) {
        if (channel == null) {
            if (file != null && nowMillis >= retryAtMillis) {
                rewrite(nowMillis);
            }
        } else if (records > 2L * entries.size() + SLACK) {
            rewrite(nowMillis);
        } else {
            write(channel, nowMillis);
        }
    }

    private void write(FileChannel to, long nowMillis) {
        try {
            buffer.writeTo(to);
        } catch (IOException failure) {
            fail(failure, nowMillis);
        }
    }

    private void rewrite(long nowMillis) {
        if (file == null) {
            return;
        }
        abandon();
        try {
            channel = file.write(entries);
            records = entries.size();
            if (!fault.isEmpty()) {
                LogEvent.info(LOG, "journal.written").write();
            }
            fault = "";
        } catch (IOException failure) {
            fail(failure, nowMillis);
        }
    }

    private void fail(IOException failure, long nowMillis) {
        abandon();
        var why = FileFault.text(failure);
        // The same once, however often it is tried.
        if (!why.equals(fault)) {
            LogEvent.warn(LOG, "journal.unwritable").with("error", why).write();
        }
        fault = why;
        retryAtMillis = nowMillis + RETRY_MILLIS;
    }

    private void abandon() {
        buffer.clear();
        var open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failure) {
                LogEvent.warn(LOG, "journal.unclosed")
                        .with("error", FileFault.text(failure))
                        .write();
            }
        }
    }

    /// What is in the file stays.
    @Override
    public void close() {
        if (channel != null) {
            flush(0);
        }
        abandon();
    }
}
