"""Models as they are served: points, trees and calibrations read from signed JSON; pure.

Nothing here learns, and nothing here needs what learning needs.
"""
