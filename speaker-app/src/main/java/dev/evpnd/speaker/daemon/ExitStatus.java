package dev.evpnd.speaker.daemon;

/// With what the daemon ends.
final class ExitStatus {
    /// It was told to.
    static final int STOPPED = 0;

    /// It could not begin: an address that cannot be listened on, a directory that cannot be
    /// written to.
    static final int CANNOT_START = 1;

    /// The command line or the configuration has faults.
    static final int FAULTY_CONFIGURATION = 2;

    /// Another one uses the state directory.
    static final int LOCKED = 3;

    /// A defect of its own; `EX_SOFTWARE` of `sysexits.h`.
    static final int DEFECT = 70;

    private ExitStatus() {}
}
