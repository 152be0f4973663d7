package dev.loanword.bridge;

import dev.loanword.export.PyClass;

/**
 * What numbers had in common before they were standardised.
 *
 * @param mean their sum over their count
 * @param deviation the square root of the mean of the squared differences from the mean
 */
@PyClass(doc = "The mean and the standard deviation that numbers had: sqrt(mean((x - mean) ** 2)).")
public record Moments(double mean, double deviation) {}
