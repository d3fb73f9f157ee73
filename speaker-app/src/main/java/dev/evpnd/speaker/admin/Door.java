package dev.evpnd.speaker.admin;

/// The sockets of a daemon: who may open one is a matter of its permissions, and what he may do
/// behind it of which it is.
public enum Door {
    /// For the daemon's own user, who may do all there is.
    ADMINISTRATORS("evpnd.sock", "rw-------", true),

    /// For its group, too, who may look. That is the directory's group, where the directory hands
    /// it on to what is made in it (its setgid bit).
    VIEWERS("view.sock", "rw-rw----", false);

    private final String fileName;
    private final String permissions;
    private final boolean mayChange;

    Door(String fileName, String permissions, boolean mayChange) {
        this.fileName = fileName;
        this.permissions = permissions;
        this.mayChange = mayChange;
    }

    /// In the state directory.
    public String fileName() {
        return fileName;
    }

    String permissions() {
        return permissions;
    }

    boolean mayChange() {
        return mayChange;
    }
}
