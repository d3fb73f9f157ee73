package dev.evpnd.speaker.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/// Brings classes of libraries into a form that an AOT cache takes. It takes none that are older
/// than Java 6, such as picocli's, and reading those from their jar is a fifth of all that evpnd
/// does before it listens. What they do stays as it is: only the version is raised, and the stack
/// maps are added that it asks for.
final class OldClasses {
    private static final int OLDEST_IN_A_CACHE = ClassFile.JAVA_6_VERSION;
    private static final int RAISED_TO = ClassFile.JAVA_8_VERSION;

    private OldClasses() {}

    /// @param arguments the folder of the libraries
    /// @throws IOException if one of them cannot be read or written
    public static void main(String[] arguments) throws IOException {
        try (var libraries = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
            for (var library : libraries) {
                raise(library);
            }
        }
    }

    /// A library without old classes stays as it is, to the octet: a cache is good for that alone.
    private static void raise(Path library) throws IOException {
        if (old(library).isEmpty()) {
            return;
        }
        var raised = library.resolveSibling(library.getFileName() + ".raised");
        Files.copy(library, raised, StandardCopyOption.REPLACE_EXISTING);
        try (var loader = new URLClassLoader(new URL[] {library.toUri().toURL()})) {
            var classes =
                    ClassFile.of(
                            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                            ClassFile.ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(loader)
                                            .orElse(ClassHierarchyResolver.defaultResolver())));
            try (var jar = open(raised)) {
                for (var name : old(library)) {
                    var file = jar.getPath(name);
                    Files.write(file, raise(classes, Files.readAllBytes(file)));
                }
            }
        }
        Files.move(raised, library, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileSystem open(Path jar) throws IOException {
        return FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
    }

    private static List<String> old(Path library) throws IOException {
        try (var jar = open(library);
                var files = Files.walk(jar.getPath("/"))) {
            return files.filter(each -> each.toString().endsWith(".class"))
                    .filter(OldClasses::isOld)
                    .map(Path::toString)
                    .toList();
        }
    }

    private static boolean isOld(Path file) {
        try (var octets = Files.newInputStream(file)) {
            octets.skipNBytes(6);
            int major = octets.read() << 8 | octets.read();
            return major < OLDEST_IN_A_CACHE;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] raise(ClassFile classes, byte[] octets) {
        return classes.transformClass(
                classes.parse(octets),
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen(
                                (builder, element) -> {
                                    if (element instanceof ClassFileVersion) {
                                        builder.withVersion(RAISED_TO, 0);
                                    } else {
                                        builder.with(element);
                                    }
                                }));
    }
}
