package dev.evpnd.speaker.telemetry;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What is wrong with a file, in words: exceptions of the JDK may say it by their class alone.
public final class FileFault {
    private FileFault() {}

    /// What it is, for whoever names the file.
    public static String reason(IOException fault) {
        return switch (fault) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is there, and no directory";
            case FileSystemException about when about.getReason() != null -> about.getReason();
            case FileSystemException _ -> fault.toString();
            default -> fault.getMessage() == null ? fault.toString() : fault.getMessage();
        };
    }

    /// The same with the file, where it is about one.
    public static String text(IOException fault) {
        return fault instanceof FileSystemException about && about.getFile() != null
                ? about.getFile() + ": " + reason(fault)
                : reason(fault);
    }
}
