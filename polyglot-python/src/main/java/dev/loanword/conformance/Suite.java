package dev.loanword.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The scripts of some folders, in the order of their names.
 *
 * @param scripts the scripts
 * @param orphans names of files of expected output that belong to no script
 */
record Suite(List<ConformanceScript> scripts, List<String> orphans) {

    Suite {
        scripts = List.copyOf(scripts);
        orphans = List.copyOf(orphans);
    }

    /**
     * Finds the scripts of folders, and of the folders in them. Files and folders whose names begin with {@code .} or {@code _} are left
     * out: the latter are modules that scripts share.
     *
     * @param places folders, or single scripts
     * @param selected tells by its name whether a script is wanted
     * @throws NoSuchFileException if a place is neither a folder nor a script; the message names it
     */
    static Suite find(List<Path> places, Predicate<String> selected) throws IOException {
        List<ConformanceScript> scripts = new ArrayList<>();
        List<String> orphans = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                addFolder(place, selected, scripts, orphans);
            } else if (Files.isRegularFile(place) && place.toString().endsWith(ConformanceScript.SUFFIX)) {
                if (selected.test(place.toString())) {
                    scripts.add(ConformanceScript.read(place, place.toString()));
                }
            } else {
                throw new NoSuchFileException(place.toString());
            }
        }
        return new Suite(scripts, orphans);
    }

    private static void addFolder(
            Path folder, Predicate<String> selected, List<ConformanceScript> scripts, List<String> orphans)
            throws IOException {
        for (Path file : files(folder)) {
            String name = file.toString();
            if (!selected.test(name)) {
                continue;
            }
            if (name.endsWith(ConformanceScript.SUFFIX)) {
                scripts.add(ConformanceScript.read(file, name));
            } else if (isOrphan(file, ConformanceScript.OUTPUT) || isOrphan(file, ConformanceScript.ERROR)) {
                orphans.add(name);
            }
        }
    }

    private static SortedSet<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> isVisible(folder.relativize(file)))
                    .filter(Files::isRegularFile)
                    .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        }
    }

    private static boolean isVisible(Path relative) {
        for (Path part : relative) {
            String name = part.toString();
            if (name.startsWith(".") || name.startsWith("_")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOrphan(Path file, String ending) {
        String name = file.getFileName().toString();
        return name.endsWith(ending)
                && !Files.exists(file.resolveSibling(
                        name.substring(0, name.length() - ending.length()) + ConformanceScript.SUFFIX));
    }
}
