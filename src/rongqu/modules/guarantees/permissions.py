"""What one may be allowed to do with agreements over losses."""

VIEW = "guarantees:view"
PROPOSE = "guarantees:propose"
APPROVE = "guarantees:approve"
