package dev.evpnd.speaker.kernel;

/// How an intent stands to what the kernel holds.
public enum InstallState {
    /// The kernel is to be asked for it.
    PENDING("pending"),
    IN_KERNEL("in kernel"),
    /// The kernel was asked, and did not do it; it will be asked again.
    REFUSED("refused"),
    /// Something that somebody else made is in its place, and stays.
    SHADOWED("shadowed"),
    /// The host was heard here; whether it is, is for the instance to say.
    HEARD_HERE("heard here"),
    /// There is no device that it could be an entry of.
    NO_DEVICE("no device"),
    /// The kernel has no use for it.
    NOT_NEEDED("not needed");

    private final String text;

    InstallState(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
