package dev.loanword.python.packages;

import java.util.Arrays;
import java.util.List;

/**
 * A Python package's version, ordered by its release numbers; a pre-release comes before its release. The rest of PEP
 * 440 (epochs, post- and development releases, local labels) does not take part in the order.
 *
 * @param release the numbers between the dots
 * @param preRelease whether letters such as rc1 follow
 */
record PackageVersion(List<Integer> release, boolean preRelease) implements Comparable<PackageVersion> {
    /** Reads a version such as 2.2.6 or 2.3.0rc1. */
    static PackageVersion of(String text) {
        String numbers = text.replaceFirst("[^0-9.].*", "");
        List<Integer> release = Arrays.stream(numbers.split("\\."))
                .filter(part -> !part.isEmpty())
                .map(Integer::valueOf)
                .toList();
        return new PackageVersion(release, text.length() > numbers.length());
    }

    @Override
    public int compareTo(PackageVersion other) {
        int length = Math.max(release.size(), other.release.size());
        for (int i = 0; i < length; i++) {
            int order = Integer.compare(number(i), other.number(i));
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(other.preRelease, preRelease);
    }

    private int number(int index) {
        return index < release.size() ? release.get(index) : 0;
    }
}
